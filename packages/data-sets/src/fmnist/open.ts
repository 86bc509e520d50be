import { idxOpener } from '../idx/open-idx-data-set.ts';
import { fmnist } from './fmnist.ts';

export const open = idxOpener(fmnist);
