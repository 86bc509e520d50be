import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

// The floors of the house, lowest first; a package imports only from lower floors. Floors have galleries where packages
// are put together from others beside them: on floor 1 those that learn (1.1) and what detectors are made of (1.2), on
// floor 2 what exports (2.1) and predicts (2.2). Studies (2.3) say what an experiment means in terms of the pipeline.
const floors = ['bedrock', '0', '1', '1.1', '1.2', '2', '2.1', '2.2', '2.3', '3'].map(
  (floor) => `floor:${floor}`,
);

const floorConstraints = floors.map((floor, height) => ({
  sourceTag: floor,
  onlyDependOnLibsWithTags: floors.slice(0, height),
}));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'results/**', '.fcdd/**'] },
  ...tseslint.configs.recommended,
  prettier,
  {
    files: ['**/*.ts', '**/*.mjs', '**/*.js'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          depConstraints: [
            ...floorConstraints,
            { sourceTag: 'floor:tools', onlyDependOnLibsWithTags: ['*'] },
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    // Every build takes its steps from tools/, which is no floor of the house.
    files: ['packages/*/build.mjs'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
);
