import { type RunEvent, type StageGroup, createStageGroups, isOver } from '@fcdd/runner';
import { Listr, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from 'listr2';
import { formatGroup } from './group-line.ts';
import type { Renderer } from './renderer.ts';
import { formatFailure, formatStart, formatSummary } from './summary.ts';

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** A line for each stage of the pipeline that is redrawn while it goes on, however many nodes there are. */
export function createTerminalRenderer(): Renderer {
  const { groups, apply } = createStageGroups();
  const tasks = new Map<StageGroup, { task: Task; end: () => void }>();
  const afterwards: string[] = [];
  let drawing: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    const list = new Listr(
      [...groups.values()].map((group) => ({
        title: formatGroup(group, width()),
        task: (_context: unknown, task: Task) =>
          new Promise<void>((resolve, reject) => {
            const end = (): void => {
              // The list draws itself once more for each change after its end.
              tasks.delete(group);
              task.title = formatGroup(group, width());
              if (group.failed > 0) reject(new Error());
              else if (group.skipped > 0) task.skip();
              resolve();
            };
            tasks.set(group, { task, end });
            if (isOver(group)) end();
          }),
      })),
      {
        concurrent: true,
        exitOnError: false,
        registerSignalListeners: false,
        rendererOptions: {
          showErrorMessage: false,
          collapseErrors: false,
          collapseSkips: false,
          showSkipMessage: false,
        },
      },
    );
    drawing = list.run();
    timer = setInterval(redraw, 250);
  }

  function redraw(): void {
    for (const [group, { task }] of tasks) task.title = formatGroup(group, width());
  }

  function show(event: RunEvent): void {
    const group = apply(event, Date.now());
    if (event.type === 'run-started') {
      console.log(formatStart(event));
      start();
    }
    if (event.type === 'warning') afterwards.push(event.message);
    if (event.type === 'stage-failed') afterwards.push(formatFailure(event, false));
    if (event.type === 'stage-log' && event.level === 'warn')
      afterwards.push(`${event.id}: ${event.message}`);
    if (event.type === 'run-finished') afterwards.push(...formatSummary(event));
    if (group && isOver(group)) tasks.get(group)?.end();
  }

  return {
    show,
    interrupted: () => {
      for (const [group, { task }] of tasks)
        if (group.running.size > 0) task.output = 'Stopping. Interrupt again to kill it.';
    },
    end: async () => {
      clearInterval(timer);
      for (const { end } of tasks.values()) end();
      await drawing;
      for (const text of afterwards) console.log(text);
    },
  };
}

function width(): number {
  return process.stdout.columns ?? 80;
}
