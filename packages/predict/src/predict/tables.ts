import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** A line of the tables of scores. Values that do not exist are null. */
export interface Prediction {
  path: string;
  score: number | null;
  verdict: 'nominal' | 'anomalous' | null;
  /** Path of the heatmap below the output folder. */
  heatmap: string | null;
  /** Reason why there is no score. */
  problem: string | null;
}

/** `scores.csv` and `scores.json` in a folder. Both files are complete after each call. */
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
      await csv.write(predictions.map((prediction) => `${csvLine(prediction)}\n`).join(''));
      await json.append(predictions);
    },
    close: async () => {
      await csv.close();
      await json.close();
    },
  };
}

/** Creates a JSON list that grows in its file: each call overwrites the end of the list. */
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

function csvLine(prediction: Prediction): string {
  return columns
    .map((column) => quoted(column === 'path' ? harmless(prediction.path) : String(prediction[column] ?? '')))
    .join(',');
}

/** Rewrites a path that a spreadsheet would read as a formula. */
function harmless(path: string): string {
  return /^[=+\-@\t\r]/.test(path) ? `./${path}` : path;
}

/** Quotes a cell as RFC 4180 says. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
