import { hostStage } from '@fcdd/stage/host';

hostStage();
