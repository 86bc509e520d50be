/**
 * Colours by the name of their CSS variable, for light and dark mode. A page that defines the variables decides for
 * its charts; a standalone chart follows the reader's system.
 */
const colours = {
  text: ['#1f2328', '#e6e8eb'],
  quiet: ['#59626c', '#a0a8b2'],
  grid: ['#e3e7eb', '#2d333a'],
  axis: ['#8c959f', '#6b7480'],
  paper: ['#ffffff', '#16191d'],
  // The colours of Okabe and Ito are distinct for every kind of colour vision. They are darker on white, for a
  // contrast of 3 to 1.
  1: ['#005b96', '#3f97d8'],
  2: ['#b53a00', '#e8692a'],
  3: ['#008a61', '#17b183'],
  4: ['#c9649f', '#d98bb8'],
  5: ['#9a7800', '#e69f00'],
  6: ['#4a9ad4', '#a8dcf8'],
} as const;

export type ColourName = keyof typeof colours;

/** Value of a colour attribute in a chart: the page's colour, or the light one. */
export function colour(name: ColourName): string {
  return `var(--chart-${name}, ${colours[name][0]})`;
}

export const seriesColours = ([1, 2, 3, 4, 5, 6] as const).map(colour);

/** CSS declarations of all colour variables, for the style sheet of a page that sets `color-scheme`. */
export const chartColours = Object.entries(colours)
  .map(([name, [light, dark]]) => `--chart-${name}:light-dark(${light},${dark})`)
  .join(';');

/** Colours from low to high; each is visible on white and on black. */
export const sequentialColours = ['#3b78c4', '#7a6fb8', '#b3608f', '#c9622f'];

export const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif";
