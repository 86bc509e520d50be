import onnxProto from 'onnx-proto';
import type { onnx as Onnx } from 'onnx-proto';
import { typeCodes } from '../lowering/model-builder.ts';
import type { OnnxType } from '../lowering/model-builder.ts';
import { openOnnxModel } from '../runtime/onnx-model.ts';
import type { OnnxTensor } from '../runtime/onnx-model.ts';

const { onnx } = onnxProto;

/**
 * Replaces nodes that depend on no input by their results, because many runtimes require constant weights.
 * @param names initializers whose names pass to the results made from them
 */
export async function foldConstants(
  graph: Onnx.IGraphProto,
  names: ReadonlySet<string>,
): Promise<Onnx.IGraphProto> {
  const known = new Set(graph.initializer!.map(({ name }) => name!));
  const outputs = new Set(graph.output!.map(({ name }) => name!));
  const constant: Onnx.INodeProto[] = [];
  const rest: Onnx.INodeProto[] = [];
  for (const node of graph.node!) {
    const isConstant = node.input!.every((name) => known.has(name)) && !outputs.has(node.output![0]!);
    (isConstant ? constant : rest).push(node);
    if (isConstant) node.output!.forEach((name) => known.add(name));
  }
  const used = new Set(rest.flatMap((node) => node.input!));
  const wanted = constant.flatMap((node) => node.output!).filter((name) => used.has(name));
  const folded = wanted.length > 0 ? await compute(constant, graph.initializer!, wanted) : [];
  const kept = graph.initializer!.filter(({ name }) => used.has(name!));
  const renamed = inheritNames(constant, names, new Set(wanted), new Set(kept.map(({ name }) => name!)));
  const rename = (name: string) => renamed.get(name) ?? name;
  return {
    ...graph,
    node: rest.map((node) => ({ ...node, input: node.input!.map(rename) })),
    initializer: [...kept, ...folded.map((tensor) => ({ ...tensor, name: rename(tensor.name!) }))],
  };
}

/** Names each result after its first initializer, unless that name is taken. */
function inheritNames(
  nodes: readonly Onnx.INodeProto[],
  names: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
  taken: Set<string>,
): Map<string, string> {
  const sources = new Map([...names].map((name) => [name, name]));
  const renamed = new Map<string, string>();
  for (const { input, output } of nodes) {
    const source = input!.map((name) => sources.get(name)).find((name) => name !== undefined);
    if (source === undefined) continue;
    for (const name of output!) {
      sources.set(name, source);
      if (!wanted.has(name) || taken.has(source)) continue;
      renamed.set(name, source);
      taken.add(source);
    }
  }
  return renamed;
}

async function compute(
  nodes: Onnx.INodeProto[],
  initializers: readonly Onnx.ITensorProto[],
  wanted: readonly string[],
): Promise<Onnx.ITensorProto[]> {
  const read = new Set(nodes.flatMap((node) => node.input!));
  const graph = {
    name: 'constants',
    node: nodes,
    initializer: initializers.filter(({ name }) => read.has(name!)),
    output: wanted.map((name) => ({ name })),
  };
  const model = { irVersion: 8, opsetImport: [{ domain: '', version: 18 }], graph };
  const bytes = onnx.ModelProto.encode(onnx.ModelProto.fromObject(model)).finish();
  const session = await openOnnxModel(bytes, { threads: 1 });
  const results = await session.run({});
  await session.release();
  return wanted.map((name) => initializer(name, results[name]!));
}

function initializer(name: string, { type, dims, data }: OnnxTensor): Onnx.ITensorProto {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dataType: typeCodes[type as OnnxType], dims: [...dims], rawData };
}
