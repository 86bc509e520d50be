import { rm } from 'node:fs/promises';
import {
  type Draft,
  clearCheckpoint,
  clearJob,
  createDraft,
  discardDraft,
  jobFolderOf,
  openCheckpoint,
  openJobDraft,
  outputFolderOf,
  publishEntry,
  runningLogOf,
} from '@fcdd/artifacts';
import type { StageAssignment } from '@fcdd/stage';
import type { NodeFailure, RunEvent } from './events.ts';
import type { StageExit, StageTask, TaskMessage } from './executors/executor.ts';
import { failureFrom, failureOf } from './failure.ts';
import { type StageEntry, type StageOrigin, provenanceOf } from './origin.ts';
import { resultsOfInput } from './result-folders.ts';
import type { Run, Work } from './run-state.ts';

export type Attempt = { state: 'done'; entry: StageEntry } | { state: 'failed'; failure: NodeFailure };

/** Runs a stage once and publishes what it has written. */
export async function attemptStage(run: Run, work: Work, given: Given): Promise<Attempt> {
  const { fingerprint, prepared } = work;
  const { store } = run.session;
  const { id } = prepared.node;
  const logFile = runningLogOf(store, fingerprint);
  try {
    const draft = run.executor.durable
      ? await openJobDraft(store, fingerprint)
      : await createDraft(run.session, fingerprint);
    const startedAt = new Date();
    const exit = await run.executor.execute(await taskOf(run, work, draft, given));
    if (exit.state === 'failed') {
      if (!run.executor.durable) await discardDraft(draft);
      const failure = await failureOf(id, exit, { storeFolder: store.folder, logFile });
      return { state: 'failed', failure };
    }
    const origin = originOf(run, work, exit, startedAt, given.threads);
    const entry = await publishEntry(run.session, draft, origin, { logFile, replaces: run.forced.has(id) });
    if (run.executor.durable) await clearJob(store, fingerprint);
    await clearCheckpoint(store, fingerprint);
    await rm(logFile, { force: true });
    return { state: 'done', entry };
  } catch (error) {
    return { state: 'failed', failure: failureFrom(id, error) };
  }
}

/** Resources that the scheduler gives to a stage. */
type Given = Pick<StageAssignment, 'threads' | 'gpus'>;

async function taskOf(run: Run, work: Work, { outputFolder }: Draft, given: Given): Promise<StageTask> {
  const { fingerprint, prepared } = work;
  const { node, build } = prepared;
  const { store } = run.session;
  const checkpointFolder = await openCheckpoint(store, fingerprint);
  return {
    id: node.id,
    stage: node.stage,
    fingerprint,
    manifest: build.manifest,
    memory: node.resources?.memory ?? build.manifest.resources.memory,
    assignment: assignmentOf(run, work, { ...given, checkpointFolder, outputFolder }),
    jobFolder: jobFolderOf(store, fingerprint),
    logFile: runningLogOf(store, fingerprint),
    timeout: run.options.timeout ?? node.resources?.timeout,
    signal: run.signal,
    killSignal: run.killSignal,
    onMessage: (message) => run.emit(eventOf(node.id, message)),
  };
}

type Allotment = Given & Pick<StageAssignment, 'checkpointFolder' | 'outputFolder'>;

function assignmentOf(run: Run, work: Work, allotment: Allotment): StageAssignment {
  const { prepared, inputs, components } = work;
  const { build, node, parameters, needs } = prepared;
  const nodes = new Map(needs.map((need) => [need.node.id, need.node]));
  const inputOf = (id: string): StageAssignment['inputs'][string][number] => {
    const input = nodes.get(id)!;
    const { stage, matrix } = input;
    const folder = outputFolderOf(run.session.store, inputs.get(id)!);
    return { stage, matrix, folder, ...resultsOfInput(input, node, build.manifest) };
  };
  const declared = Object.keys(build.manifest.inputs);
  return {
    bundle: build.bundle,
    parameters,
    inputs: Object.fromEntries(declared.map((name) => [name, (node.needs[name] ?? []).map(inputOf)])),
    ...allotment,
    engine: components.engine ?? run.graph.engine,
    settings: run.options.settings,
    provenance: build.manifest.usesProvenance ? provenanceOf(prepared, run) : [],
  };
}

function originOf(
  run: Run,
  { prepared, components }: Work,
  exit: Extract<StageExit, { state: 'done' }>,
  startedAt: Date,
  threads: number,
): StageOrigin {
  const { stage, matrix } = prepared.node;
  return {
    experiment: run.graph.experiment,
    stage,
    matrix,
    components,
    startedAt: startedAt.toISOString(),
    duration: (Date.now() - startedAt.getTime()) / 1000,
    threads,
    ...exit.ran,
    versions: { ...exit.versions, ...prepared.build.manifest.versions },
  };
}

/** Turns a message of a stage's executor into an event of its node. */
function eventOf(id: string, message: TaskMessage): RunEvent {
  switch (message.type) {
    case 'queued':
      return { ...message, type: 'stage-queued', id };
    case 'running':
      return { ...message, type: 'stage-running', id };
    case 'progress':
      return { ...message, type: 'stage-progress', id };
    case 'log':
      return { ...message, type: 'stage-log', id };
  }
}
