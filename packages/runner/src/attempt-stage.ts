import { rm } from 'node:fs/promises';
import {
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
import type { NodeFailure } from './events.ts';
import { failureFrom, failureOf } from './failure.ts';
import { type StageEntry, type StageOrigin, provenanceOf } from './origin.ts';
import type { Run, Work } from './run-state.ts';

export type Attempt = { state: 'done'; entry: StageEntry } | { state: 'failed'; failure: NodeFailure };

/** Runs a stage once and publishes what it has written. */
export async function attemptStage(
  run: Run,
  work: Work,
  { threads, gpus }: Pick<StageAssignment, 'threads' | 'gpus'>,
): Promise<Attempt> {
  const { fingerprint, prepared } = work;
  const { store } = run.session;
  const logFile = runningLogOf(store, fingerprint);
  const { id } = prepared.node;
  try {
    const draft = run.executor.durable
      ? await openJobDraft(store, fingerprint)
      : await createDraft(run.session, fingerprint);
    const checkpointFolder = await openCheckpoint(store, fingerprint);
    const startedAt = new Date();
    const exit = await run.executor.execute({
      id,
      stage: prepared.node.stage,
      fingerprint,
      manifest: prepared.build.manifest,
      memory: prepared.node.resources?.memory ?? prepared.build.manifest.resources.memory,
      assignment: await assignmentOf(run, work, {
        threads,
        gpus,
        checkpointFolder,
        outputFolder: draft.outputFolder,
      }),
      jobFolder: jobFolderOf(store, fingerprint),
      logFile,
      timeout: run.options.timeout ?? prepared.node.resources?.timeout,
      signal: run.signal,
      killSignal: run.killSignal,
      onMessage: ({ type, ...told }) => run.emit({ type: `stage-${type}`, id, ...told } as never),
    });
    if (exit.state === 'failed') {
      if (!run.executor.durable) await discardDraft(draft);
      const failure = await failureOf(id, exit, { storeFolder: store.folder, logFile });
      return { state: 'failed', failure };
    }
    const origin: StageOrigin = {
      experiment: run.graph.experiment,
      stage: prepared.node.stage,
      matrix: prepared.node.matrix,
      components: work.components,
      startedAt: startedAt.toISOString(),
      duration: (Date.now() - startedAt.getTime()) / 1000,
      threads,
      ...exit.ran,
      versions: { ...exit.versions, ...prepared.build.manifest.versions },
    };
    const entry = await publishEntry(run.session, draft, origin, {
      logFile,
      replaces: run.forced.has(id),
    });
    if (run.executor.durable) await clearJob(store, fingerprint);
    await clearCheckpoint(store, fingerprint);
    await rm(logFile, { force: true });
    return { state: 'done', entry };
  } catch (error) {
    return { state: 'failed', failure: failureFrom(id, error) };
  }
}

type Allotment = Pick<StageAssignment, 'threads' | 'gpus' | 'checkpointFolder' | 'outputFolder'>;

async function assignmentOf(run: Run, work: Work, allotment: Allotment): Promise<StageAssignment> {
  const { prepared, inputs, components } = work;
  const { build, node, parameters, needs } = prepared;
  const nodes = new Map(needs.map((need) => [need.node.id, need.node]));
  const inputOf = (id: string): StageAssignment['inputs'][string][number] => {
    const { stage, matrix } = nodes.get(id)!;
    return { stage, matrix, folder: outputFolderOf(run.session.store, inputs.get(id)!) };
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
