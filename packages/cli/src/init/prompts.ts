import { CancelledError, UserError } from '@fcdd/errors';
import { allowedWords, describeValue } from '@fcdd/experiment';

/** A question with a few answers. */
export interface Choice {
  /** Name of the command-line option, without its dashes. */
  option: string;
  message: string;
  choices: { value: string; title: string }[];
  /** Answer if nobody is asked. */
  usual: string;
}

/**
 * Returns the answer from the command line, else from the user, else the usual one.
 * @param isAsked whether there is a user to ask
 * @throws UserError if the command line has another word; CancelledError if the user leaves
 */
export async function choose(
  { option, message, choices, usual }: Choice,
  given: string | undefined,
  isAsked: boolean,
): Promise<string> {
  const words = choices.map(({ value }) => value);
  if (given !== undefined) return checkWord(option, given, words);
  if (!isAsked) return usual;
  const { default: select } = await import('@inquirer/select');
  const width = Math.max(...words.map((word) => word.length));
  const listed = choices.map(({ value, title }) => ({ value, name: `${value.padEnd(width)}  ${title}` }));
  return answerOf(select({ message, choices: listed, default: usual, pageSize: 16 }));
}

/** Returns some words of a list, or all unless the user removes some. Throws as `choose` does. */
export async function chooseSome(
  option: string,
  message: string,
  words: string[],
  given: string[] | undefined,
  isAsked: boolean,
): Promise<'all' | string[]> {
  if (given) {
    if (given.length === 1 && given[0] === 'all') return 'all';
    return [...new Set(given.map((word) => checkWord(option, word, words)))];
  }
  if (!isAsked || words.length === 1) return 'all';
  const { default: checkbox } = await import('@inquirer/checkbox');
  const choices = words.map((value) => ({ value, checked: true }));
  const chosen = await answerOf(checkbox({ message, choices, required: true, pageSize: 16 }));
  return chosen.length === words.length ? 'all' : chosen;
}

/** Returns a text that passes `check`. Throws as `choose` does, and whatever `check` throws for a given text. */
export async function askText(
  message: string,
  {
    given,
    usual,
    isAsked,
    check,
  }: { given?: string; usual?: string; isAsked: boolean; check(text: string): void },
): Promise<string> {
  const settled = given ?? (isAsked ? undefined : usual);
  if (settled !== undefined) {
    check(settled);
    return settled;
  }
  const { default: input } = await import('@inquirer/input');
  return answerOf(
    input({ message, default: usual, required: true, validate: (text) => problemOf(text, check) }),
  );
}

function checkWord(option: string, word: string, words: string[]): string {
  if (words.includes(word)) return word;
  throw new UserError(`--${option} cannot be ${describeValue(word)} here.`, {
    hint: allowedWords(words, word),
  });
}

function problemOf(text: string, check: (text: string) => void): true | string {
  try {
    check(text);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.message, error.hint].filter(Boolean).join(' ');
  }
}

async function answerOf<Answer>(prompt: Promise<Answer>): Promise<Answer> {
  try {
    return await prompt;
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'ExitPromptError') throw cause;
    throw new CancelledError('Nothing was written.');
  }
}
