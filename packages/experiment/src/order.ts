import type { PipelineStage } from './pipeline.ts';
import { ProblemsError } from './problem.ts';

/**
 * Sorts stages so that each comes after those it needs, otherwise in the given order. Needs of other stages are ignored.
 * A stage may need another point of itself, which does not concern the order.
 * @throws ProblemsError for a stage that needs itself otherwise, directly or not
 */
export function inOrderOfNeeds(stages: PipelineStage[]): PipelineStage[] {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const done = new Set<PipelineStage>();
  const visit = (stage: PipelineStage, trail: PipelineStage[]): void => {
    if (done.has(stage)) return;
    for (const { stage: name, place, at } of stage.needs.values()) {
      const needed = byName.get(name);
      if (!needed || (needed === stage && at.size > 0)) continue;
      const way = [...trail, stage];
      const loop = way.slice(way.indexOf(needed));
      if (way.includes(needed)) {
        const names = [...loop, needed].map(({ name }) => name).join(' needs ');
        throw new ProblemsError([{ place, message: `The stage needs itself: ${names}.` }]);
      }
      visit(needed, way);
    }
    done.add(stage);
  };
  for (const stage of stages) visit(stage, []);
  return [...done];
}
