// Comes by some points, one after the other: walk.ts <address> <point>...
import { holdAt } from '../hold-at.ts';

const [address, ...points] = process.argv.slice(2);
for (const point of points) {
  await holdAt(address!, point);
  console.log(`passed ${point}`);
}
