import onnxProto from 'onnx-proto';
import type { onnx as Onnx } from 'onnx-proto';
import * as tf from '@tensorflow/tfjs';
import type { OnnxRuntimeBackend } from '../backend.ts';
import type { Shape } from '../recording/value.ts';
import { foldConstants } from './fold-constants.ts';
import { lowerPortable } from './lower-portable.ts';
import { OPERATOR_SET, toOperatorSet17 } from './operator-set.ts';
import { type TensorFunction, recordFunction } from './record-function.ts';
import { type SymbolicAxis, withSymbolicExtent } from './symbolic-extent.ts';

const { onnx } = onnxProto;

export interface ExportOptions {
  /** Shape of each input. A word, such as `batch`, stands for an extent that is known only when the model runs. */
  inputs: Record<string, readonly (number | string)[]>;
  /** Names of tensors that the function uses, such as weights, for readers of the model. */
  names?: Record<string, tf.Tensor>;
  /** Metadata that the model contains. */
  metadata?: Record<string, string>;
}

/** IR version of operator set 17. */
const IR_VERSION = 8;

/** Extents for recording, which no shape has by chance. */
const RECORDED_EXTENTS = [1009, 1013, 1021];

/**
 * Exports a function of tensors as an ONNX model of standard operators. The function is recorded, not computed.
 * Tensors that it uses besides its inputs become part of the model. It must do the same for every value of an open
 * extent.
 * @returns the bytes of an ONNX file: operator set 17, IR version 8
 * @throws Error where the function cannot be exported in this form
 */
export async function exportOnnx(
  compute: TensorFunction,
  { inputs, names = {}, metadata = {} }: ExportOptions,
): Promise<Uint8Array> {
  const namesByValue = await nameValues(names);
  const axes = symbolicAxes(inputs);
  const record = (extent: number): Onnx.IGraphProto => {
    const shapes = Object.fromEntries(
      Object.entries(inputs).map(([name, shape]) => [name, withExtent(shape, extent)]),
    );
    return lowerPortable(recordFunction(compute, shapes), namesByValue);
  };
  const graph = axes[0]
    ? withSymbolicExtent(
        RECORDED_EXTENTS.map((extent) => ({ extent, graph: record(extent) })),
        axes[0],
      )
    : record(0);
  return encode(toOperatorSet17(await foldConstants(graph, new Set(Object.keys(names)))), metadata);
}

/** Computes pending values before recording, since they are not part of the function. */
async function nameValues(names: Record<string, tf.Tensor>) {
  await Promise.all(Object.values(names).map((tensor) => tensor.data()));
  const backend = tf.backend() as OnnxRuntimeBackend;
  return new Map(Object.entries(names).map(([name, tensor]) => [backend.value(tensor), name]));
}

function symbolicAxes(inputs: ExportOptions['inputs']): SymbolicAxis[] {
  const axes = Object.entries(inputs).flatMap(([input, shape]) =>
    shape.flatMap((extent, axis) => (typeof extent === 'string' ? [{ input, axis, symbol: extent }] : [])),
  );
  const symbols = new Set(axes.map(({ symbol }) => symbol));
  if (symbols.size > 1) throw new Error(`Only one extent can be open, not ${[...symbols].join(', ')}.`);
  return axes;
}

function withExtent(shape: readonly (number | string)[], extent: number): Shape {
  return shape.map((own) => (typeof own === 'string' ? extent : own));
}

function encode(graph: Onnx.IGraphProto, metadata: Record<string, string>): Uint8Array {
  const model = {
    irVersion: IR_VERSION,
    producerName: 'fcdd',
    opsetImport: [{ domain: '', version: OPERATOR_SET }],
    graph,
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  };
  return onnx.ModelProto.encode(onnx.ModelProto.fromObject(model)).finish();
}
