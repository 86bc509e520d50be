import { idxOpener } from '../idx/open-idx-data-set.ts';
import { mnist } from './mnist.ts';

export const open = idxOpener(mnist);
