import profileSchema from '@fcdd/schemas/profile.schema.json' with { type: 'json' };
import { withParts } from '@fcdd/schemas';
import { ProblemsError } from './problem.ts';
import { readMap } from './read-map.ts';
import { validate } from './validate.ts';

/**
 * Reads a profile: where stages run, and the options of jobs there.
 * @returns the values of the file, with the schema's defaults
 * @throws UserError with all problems and their places, or the reason why the file cannot be read
 */
export async function loadProfile<Profile>(file: string): Promise<Profile> {
  const { value, problems } = validate(await readMap(file), schema);
  if (problems.length) throw new ProblemsError(problems);
  return value as Profile;
}

const schema = withParts(profileSchema);
