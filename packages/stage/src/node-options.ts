/**
 * Options of Node for the process of a stage. Result arrays of native libraries lie outside of V8's heap, which hardly
 * sees them: with a small young generation it collects them soon, before they add up to the peak of a training's memory.
 */
export const stageNodeOptions = ['--max-semi-space-size=2'];
