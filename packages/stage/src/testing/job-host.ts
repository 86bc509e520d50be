// Runs a job in a process of its own: node --import tsx job-host.ts <folder> <submission>.
import { hostJob } from '../job-host.ts';

await hostJob(process.argv[2]!, process.argv[3]!);
