import {
  type RunEvent,
  type StageGroup,
  createStageGroups,
  isOver,
  statusOfGroup,
  statusOfNode,
} from '@fcdd/runner';
import { Listr, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from 'listr2';
import { formatGroup, metricsOf } from './group-line.ts';
import { formatNodes } from './node-line.ts';
import type { Renderer } from './renderer.ts';
import { formatFailure, formatStart, formatSummary } from './summary.ts';

const STOPPING = 'Stopping. Interrupt again to kill it.';
/** Most lines for the running nodes of one stage. */
const NODES = 8;
/** Width that the list puts before each of these lines. */
const MARGIN = 6;

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** Redraws one line for each stage of the pipeline, whatever its number of nodes. */
export function createTerminalRenderer(): Renderer {
  const { groups, apply } = createStageGroups();
  const tasks = new Map<StageGroup, { task: Task; end: () => void }>();
  const afterwards: string[] = [];
  let drawing: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;

  function start(): void {
    const list = new Listr(
      [...groups.values()].map((group) => ({
        title: titleOf(group),
        task: (_context: unknown, task: Task) =>
          new Promise<void>((resolve, reject) => {
            const end = (): void => {
              // After its end the list would be drawn again for each change.
              tasks.delete(group);
              task.title = titleOf(group);
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
    for (const [group, { task }] of tasks) {
      task.title = titleOf(group);
      task.output = [...nodesOf(group), ...(stopping && group.running.size > 0 ? [STOPPING] : [])].join('\n');
    }
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
      stopping = true;
      redraw();
    },
    end: async () => {
      clearInterval(timer);
      for (const { end } of tasks.values()) end();
      await drawing;
      for (const text of afterwards) console.log(text);
    },
  };
}

function titleOf(group: StageGroup): string {
  return formatGroup(statusOfGroup(group), width(), metricsOf(group));
}

/** Returns lines for running trainings, few enough to keep the stages in sight. */
function nodesOf(group: StageGroup): string[] {
  const running = [...group.running.values()].map((node) => statusOfNode(group, node));
  const most = Math.max(1, Math.min(NODES, Math.floor((process.stdout.rows ?? 24) / 3)));
  return formatNodes(running, width() - MARGIN, most);
}

function width(): number {
  return process.stdout.columns ?? 80;
}
