import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** A line of the tables of scores. Null: there is none, or it is not known. */
export interface Prediction {
  path: string;
  score: number | null;
  verdict: 'nominal' | 'anomalous' | null;
  /** File below the output folder. */
  heatmap: string | null;
  /** Why there is no score. */
  problem: string | null;
}

/** `scores.csv` and `scores.json` in a folder. Both are whole after each call. */
export interface Tables {
  append(predictions: readonly Prediction[]): Promise<void>;
  close(): Promise<void>;
}

const columns = ['path', 'score', 'verdict', 'heatmap', 'problem'] as const;

export async function createTables(folder: string): Promise<Tables> {
  const csv = await open(join(folder, 'scores.csv'), 'w');
  const json = await createJsonList(join(folder, 'scores.json'));
  await csv.write(`${columns.join(',')}\n`);
  return {
    append: async (predictions) => {
      await csv.write(predictions.map((prediction) => `${toCsv(prediction)}\n`).join(''));
      await json.append(predictions);
    },
    close: async () => {
      await csv.close();
      await json.close();
    },
  };
}

/** A list that grows in its file: each time its end is written over. */
async function createJsonList(
  file: string,
): Promise<{ append: (items: readonly unknown[]) => Promise<void>; close: FileHandle['close'] }> {
  const end = '\n]\n';
  const handle = await open(file, 'w');
  await handle.write(`[${end}`);
  let length = 1;
  return {
    append: async (items) => {
      if (items.length === 0) return;
      const separator = length === 1 ? '\n' : ',\n';
      const text = Buffer.from(separator + items.map((item) => JSON.stringify(item)).join(',\n'));
      await handle.write(Buffer.concat([text, Buffer.from(end)]), 0, text.length + end.length, length);
      length += text.length;
    },
    close: () => handle.close(),
  };
}

function toCsv(prediction: Prediction): string {
  return columns
    .map((column) => quoted(column === 'path' ? harmless(prediction.path) : String(prediction[column] ?? '')))
    .join(',');
}

/** The same path, but none that a spreadsheet takes for a formula. */
function harmless(path: string): string {
  return /^[=+\-@\t\r]/.test(path) ? `./${path}` : path;
}

/** As RFC 4180 has it. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
