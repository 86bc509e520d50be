// Fetches a published file, told as JSON, into a data folder; prints what is said, and the file's path at the end.
import { publishedFile } from '../published/published-file.ts';

const [file, dataFolder] = process.argv.slice(2) as [string, string];
const say = (line: string): void => console.log(line);
const path = await publishedFile(JSON.parse(file), { dataFolder, offline: false, log: say, warn: say });
console.log(`path ${path}`);
