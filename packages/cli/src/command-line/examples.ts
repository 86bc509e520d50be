/** Formats the examples at the end of a command's help. */
export function examples(...commands: [command: string, meaning: string][]): string {
  const width = Math.max(...commands.map(([command]) => command.length));
  const lines = commands.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`.trimEnd());
  return `\nExamples:\n${lines.join('\n')}\n`;
}
