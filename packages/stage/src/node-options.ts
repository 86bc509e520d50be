/**
 * Node options for the process of a stage. Result arrays of native libraries lie outside V8's heap, so that V8 hardly
 * counts them. With a small young generation it collects them soon, before they dominate the peak memory of a
 * training.
 */
export const stageNodeOptions = ['--max-semi-space-size=2'];
