export { holdAt } from './hold-at.ts';
export { type Held, type Rig, createRig } from './rig.ts';
