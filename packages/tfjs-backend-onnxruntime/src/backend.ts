import * as tf from '@tensorflow/tfjs';
import type { BackendTimingInfo, DataType, TensorInfo } from '@tensorflow/tfjs';
import { sizeOf } from './lowering/stored.ts';
import type { Device } from './lowering/target.ts';
import { resultOf } from './recording/operation.ts';
import type { OperationType } from './recording/operation.ts';
import { trace } from './recording/trace.ts';
import { createContents, leaf, settle } from './recording/value.ts';
import type { Contents, ElementType, RecordedValue } from './recording/value.ts';
import { SessionCache } from './runtime/session-cache.ts';

export interface BackendOptions {
  /** Device that computes; by default the CPU. */
  device?: Device;
  /** Number of threads that a run may keep busy. */
  threads: number;
  /** Number of compiled graphs that are kept. */
  sessions?: number;
  /** Whether the CPU may run operations that the device lacks; true by default. */
  fallback?: boolean;
}

/** Contents of a tensor in tfjs; strings are arrays of encoded bytes. */
type Values = Float32Array | Int32Array | Uint8Array | Uint8ClampedArray | Uint8Array[];

interface StoredTensor {
  refCount: number;
  /** Recorded value; undefined for strings, which no operation of this backend takes. */
  value?: RecordedValue;
  strings?: Uint8Array[];
}

const DEFAULT_SESSIONS = 64;

/** Number of operations at which a graph runs unasked, so that recording cannot fill the memory. */
const MAX_RECORDED_OPERATIONS = 5_000;

/**
 * A tfjs backend whose kernels record operations instead of computing. When contents are read, all operations that
 * lead to live tensors run as one graph on ONNX Runtime. Values of disposed tensors are computed only if a live one
 * needs them.
 */
export class OnnxRuntimeBackend extends tf.KernelBackend {
  readonly data: tf.DataStorage<StoredTensor>;
  readonly #pending = new Map<object, RecordedValue>();
  readonly #sessions: SessionCache;
  #recorded = 0;

  constructor({ device = 'cpu', threads, sessions = DEFAULT_SESSIONS, fallback }: BackendOptions) {
    super();
    this.data = new tf.DataStorage(this, tf.engine());
    this.#sessions = new SessionCache({ capacity: sessions, device, threads, fallback });
  }

  /** Number of graphs compiled so far, which stays constant after the first training steps. */
  get compilations(): number {
    return this.#sessions.compilations;
  }

  /** Records an operation without computing it. Its result counts as one tensor of this backend. */
  record<Attributes extends object>(
    type: OperationType<Attributes>,
    attributes: Attributes,
    inputs: readonly RecordedValue[],
    shape: readonly number[],
    dtype: DataType,
  ): TensorInfo {
    return this.add(resultOf(type, attributes, inputs, shape, checkElementType(dtype, type.name)));
  }

  /** Makes a value a tensor of this backend. A value without elements is known at once. */
  add(result: RecordedValue): TensorInfo {
    const { shape, dtype } = result;
    const value = sizeOf(shape) === 0 ? leaf(createContents(dtype, 0), shape, dtype) : result;
    const dataId = {};
    this.data.set(dataId, { refCount: 1, value });
    if (!value.contents) this.#pending.set(dataId, value);
    if (this.#pending.has(dataId) && ++this.#recorded >= MAX_RECORDED_OPERATIONS) this.#run();
    return { dataId, shape: [...shape], dtype };
  }

  /** Returns another reference to the same tensor. */
  share({ dataId, shape, dtype }: TensorInfo): TensorInfo {
    this.incRef(dataId);
    return { dataId, shape, dtype };
  }

  /** Returns the value of a tensor as the operand of an operation. */
  value({ dataId, dtype }: TensorInfo): RecordedValue {
    const { value } = this.data.get(dataId);
    if (!value) throw new Error(`The backend 'onnxruntime' cannot compute with tensors of type ${dtype}.`);
    return value;
  }

  /** Returns the values of several tensors. */
  values(...tensors: TensorInfo[]): RecordedValue[] {
    return tensors.map((tensor) => this.value(tensor));
  }

  override write(values: Values, shape: number[], dtype: DataType): object {
    const dataId = {};
    this.move(dataId, values, shape, dtype, 1);
    return dataId;
  }

  override move(dataId: object, values: Values, shape: number[], dtype: DataType, refCount: number): void {
    if (dtype === 'string') {
      this.data.set(dataId, { refCount, strings: values as Uint8Array[] });
      return;
    }
    const elementType = checkElementType(dtype, 'tensor');
    const contents = copyContents(values as ArrayLike<number>, elementType);
    this.data.set(dataId, { refCount, value: leaf(contents, shape, elementType) });
  }

  override async read(dataId: object): Promise<Contents> {
    return this.readSync(dataId);
  }

  override readSync(dataId: object): Contents {
    const { value, strings } = this.data.get(dataId);
    if (!value) return strings as unknown as Contents;
    if (!value.contents) this.#run();
    if (!value.contents) this.#computeAlone(dataId, value);
    return value.contents!;
  }

  override refCount(dataId: object): number {
    return this.data.has(dataId) ? this.data.get(dataId).refCount : 0;
  }

  override incRef(dataId: object): void {
    this.data.get(dataId).refCount++;
  }

  decRef(dataId: object): void {
    if (this.data.has(dataId)) this.data.get(dataId).refCount--;
  }

  override disposeData(dataId: object, force = false): boolean {
    if (!this.data.has(dataId)) return true;
    const stored = this.data.get(dataId);
    stored.refCount--;
    if (!force && stored.refCount > 0) return false;
    this.data.delete(dataId);
    this.#pending.delete(dataId);
    return true;
  }

  disposeIntermediateTensorInfo({ dataId }: TensorInfo): void {
    this.disposeData(dataId);
  }

  override numDataIds(): number {
    return this.data.numDataIds();
  }

  override memory(): { unreliable: boolean; reasons: string[] } {
    return { unreliable: true, reasons: ['Values inside a running graph are not counted.'] };
  }

  override timerAvailable(): boolean {
    return true;
  }

  override async time(compute: () => void): Promise<BackendTimingInfo> {
    this.#run();
    const start = performance.now();
    compute();
    this.#run();
    return { kernelMs: performance.now() - start };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {
    this.#pending.clear();
    this.#sessions.releaseAll();
  }

  /** Computes one value alone, which may succeed even though it failed together with others. */
  #computeAlone(dataId: object, value: RecordedValue): void {
    this.#pending.delete(dataId);
    this.#compute([value]);
  }

  /** Computes every live tensor. If that fails they stay recorded, and reading the faulty one reports the error. */
  #run(): void {
    this.#recorded = 0;
    try {
      this.#compute([...new Set(this.#pending.values())]);
      this.#pending.clear();
    } catch {
      return;
    }
  }

  #compute(values: readonly RecordedValue[]): void {
    if (values.length === 0) return;
    const graph = trace(values);
    const { session, inputs, outputs } = this.#sessions.get(graph);
    const feeds = Object.fromEntries(
      graph.leaves.map(({ contents, shape, dtype }, i) => [
        inputs[i]!,
        { contents: contents!, shape, dtype },
      ]),
    );
    const results = session.run(feeds, outputs);
    values.forEach((value, i) => settle(value, results[i]!));
  }
}

function checkElementType(dtype: DataType, user: string): ElementType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new Error(`The backend 'onnxruntime' has no type ${dtype} (wanted by ${user}).`);
}

/** Copies an array, because the graph runs later and the caller may overwrite the array until then. */
function copyContents(values: ArrayLike<number>, dtype: ElementType): Contents {
  if (dtype === 'float32') return new Float32Array(values);
  if (dtype === 'int32') return new Int32Array(values);
  return new Uint8Array(values);
}
