// Holds a lock until it is killed: hold-lock.ts <path> <staleAfter> <error of its clock in milliseconds>.
import { tryLock } from '../process-lock.ts';

const [path, staleAfter, skew] = process.argv.slice(2);
const now = Date.now;
Date.now = () => now() + Number(skew);
const lock = await tryLock(path!, { staleAfter: Number(staleAfter) });
console.log(lock ? 'held' : 'not held');
setInterval(() => {}, 1e6);
