/** Reading images is mostly decoding, and Node.js has four threads for that unless told otherwise. */
const decodersAtOnce = 4;

/**
 * Works on several items at once, and gives the results in the order of the items. Items are taken as they are needed.
 * @param atOnce how many; by default, as many images as can be decoded at the same time
 * @throws what `work` throws, in its turn
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  work: (item: Item) => Promise<Result>,
  atOnce = decodersAtOnce,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // A failure is reported in its turn, which comes later.
      result.catch(() => undefined);
      underWay.push(result);
      if (underWay.length === atOnce) yield await underWay.shift()!;
    }
    while (underWay.length) yield await underWay.shift()!;
  } finally {
    await Promise.allSettled(underWay);
  }
}
