import { type Graph, type Node, evaluateNodes, nodesUpTo } from './graph.ts';
import type { Operation } from './layers.ts';
import { type Window, windowsAlong } from './shapes.ts';

/** The part of the (square) input that one output pixel of a net sees, in pixels along one axis. */
export interface ReceptiveField {
  /** Width of the output. */
  width: number;
  /** Distance between the fields of neighbouring output pixels. */
  jump: number;
  /** Width of the field. */
  extent: number;
  /** Centre of the first output pixel's field. */
  start: number;
}

/**
 * Receptive-field arithmetic over the nodes that a node is computed from, for input of this width.
 * Source: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019.
 * @returns undefined where it is not an image, or where its pixels see all of the image
 */
export function receptiveFieldAt(node: Node, inputWidth: number): ReceptiveField | undefined {
  return fieldsUpTo(node, inputWidth).get(node);
}

/** The receptive field of the output, or of the last image with a field that it is computed from. */
export function lastReceptiveField({ output }: Graph, inputWidth: number): ReceptiveField {
  const fields = [...fieldsUpTo(output, inputWidth).values()];
  return fields.findLast((field) => field !== undefined)!;
}

type Field = ReceptiveField | undefined;

function fieldsUpTo(node: Node, inputWidth: number): Map<Node, Field> {
  const pixel = { width: inputWidth, jump: 1, extent: 1, start: 0 };
  return evaluateNodes<Field>(nodesUpTo([node]), pixel, (operation, fields) =>
    fields.every((field) => field !== undefined) ? fieldAfter(operation, fields) : undefined,
  );
}

function fieldAfter(operation: Operation, fields: ReceptiveField[]): Field {
  const [field] = fields as [ReceptiveField];
  switch (operation.type) {
    case 'convolution':
    case 'maxPool':
      return fieldAfterWindow(field, operation);
    case 'add':
    case 'multiply':
    case 'concatenate':
      return fields.every(({ jump }) => jump === field.jump) ? fieldOfAll(fields) : undefined;
    case 'batchNorm':
    case 'layerNorm':
    case 'layerScale':
    case 'leakyRelu':
    case 'relu':
    case 'relu6':
    case 'sigmoid':
    case 'silu':
    case 'hardSwish':
    case 'gelu':
    case 'dropout':
      return field;
    default:
      return undefined;
  }
}

function fieldAfterWindow(field: ReceptiveField, window: Window): ReceptiveField {
  const { kernelSize, stride, padding, dilation = 1 } = window;
  const reach = (kernelSize - 1) * dilation;
  return {
    width: windowsAlong(field.width, window),
    jump: field.jump * stride,
    extent: field.extent + reach * field.jump,
    start: field.start + (reach / 2 - padding) * field.jump,
  };
}

/** Joins fields: the result reaches from the first pixel that one of them sees to the last. */
function fieldOfAll(fields: ReceptiveField[]): ReceptiveField {
  const first = Math.min(...fields.map(({ start, extent }) => start - (extent - 1) / 2));
  const last = Math.max(...fields.map(({ start, extent }) => start + (extent - 1) / 2));
  return { ...fields[0]!, extent: last - first + 1, start: (first + last) / 2 };
}
