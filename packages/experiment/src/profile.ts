import profileSchema from '@fcdd/schemas/profile.schema.json' with { type: 'json' };
import { withParts } from '@fcdd/schemas';
import { ProblemsError } from './problem.ts';
import { readMap } from './read-map.ts';
import { validate } from './validate.ts';

/**
 * Reads a profile: where stages run, and what a site and its user want of jobs there.
 * @returns what the file says, with the schema's defaults
 * @throws UserError that names all problems with their places, or says why the file cannot be read
 */
export async function loadProfile<Profile>(file: string): Promise<Profile> {
  const { value, problems } = validate(await readMap(file), schema);
  if (problems.length) throw new ProblemsError(problems);
  return value as Profile;
}

const schema = withParts(profileSchema);
