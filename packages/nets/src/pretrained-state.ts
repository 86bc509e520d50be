import { DataError } from '@fcdd/errors';
import { netNamed } from './catalogue.ts';
import { parameterShapes } from './parameter-shapes.ts';

/** A tensor of a checkpoint. */
interface Shaped {
  shape: number[];
}

/**
 * The tensors of a checkpoint that a net takes, under the net's names. A checkpoint of the net itself has all of its
 * parameters. Another must be of the model that the net is pretrained with, and gives that part of the net.
 * @param checkpoint tensors by name, in PyTorch's layout
 * @param bias whether the net has biases
 * @throws DataError that names the tensors that are missing or have other shapes
 */
export function pretrainedState<Tensor extends Shaped>(
  netName: string,
  checkpoint: Record<string, Tensor>,
  bias = true,
): Record<string, Tensor> {
  const { graph, inputShape, pretrained } = netNamed(netName);
  const own: Wanted[] = parameterShapes(graph, inputShape, bias).map(({ name, shape }) => ({
    name,
    source: name,
    shape,
  }));
  const isOfNet = own.every(({ name }) => Object.hasOwn(checkpoint, name));
  const wanted = pretrained && !isOfNet ? pretrainedPart(own, pretrained.prefix) : own;
  refuseMisfits(netName, wanted, checkpoint);
  return Object.fromEntries(wanted.map(({ name, source }) => [name, checkpoint[source]!]));
}

/** A parameter of the net, and the name that it has in the checkpoint. */
interface Wanted {
  name: string;
  source: string;
  shape: number[];
}

/** The two parts of torchvision's VGG nets. */
const sourceNames = /^(?:features|classifier)\./;

function pretrainedPart(own: Wanted[], prefix: string): Wanted[] {
  return own
    .filter(({ name }) => name.startsWith(prefix))
    .map((parameter) => ({ ...parameter, source: parameter.name.slice(prefix.length) }))
    .filter(({ source }) => sourceNames.test(source));
}

function refuseMisfits(netName: string, wanted: Wanted[], checkpoint: Record<string, Shaped>): void {
  const missing = wanted.filter(({ source }) => !Object.hasOwn(checkpoint, source));
  const misshapen = wanted.filter(
    ({ source, shape }) =>
      Object.hasOwn(checkpoint, source) && checkpoint[source]!.shape.join() !== shape.join(),
  );
  if (missing.length === 0 && misshapen.length === 0) return;
  const known = new Set(wanted.map(({ source }) => source));
  const extra = Object.keys(checkpoint).filter((name) => !known.has(name));
  const complaints = [
    ...(missing.length ? [`it lacks ${list(missing.map(({ source }) => source))}`] : []),
    ...misshapen
      .slice(0, mostNamed)
      .map(
        ({ source, shape }) =>
          `${source} has the shape [${checkpoint[source]!.shape.join(', ')}], not [${shape.join(', ')}]`,
      ),
  ];
  throw new DataError(`These weights are not for ${netName}: ${complaints.join('; ')}.`, {
    hint: extra.length ? `They have besides: ${list(extra)}.` : undefined,
  });
}

const mostNamed = 5;

function list(names: string[]): string {
  const rest = names.length - mostNamed;
  return [...names.slice(0, mostNamed), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
