// The script of a page. Pages can be read, searched and printed without it.
import { addExpandButton } from './expanding.ts';
import { enableLightbox } from './lightbox.ts';
import { enableSearch } from './search.ts';
import { enableSorting } from './sorting.ts';
import { addThemeChoice, applyRememberedTheme } from './theme.ts';

// The theme is applied before anything is drawn, so that the page does not flash.
applyRememberedTheme();

document.addEventListener('DOMContentLoaded', () => {
  const controls = document.querySelector<HTMLElement>('.controls')!;
  addExpandButton(controls);
  addThemeChoice(controls);
  for (const table of document.querySelectorAll<HTMLTableElement>('.table table')) {
    enableSorting(table);
    enableSearch(table);
  }
  enableLightbox();
});
