import { hostStages } from '@fcdd/stage/host';
import { hostJob } from '@fcdd/stage/job-host';

const [mode, folder, submission] = process.argv.slice(2);
if (mode === '--job') await hostJob(folder!, submission!);
else hostStages();
