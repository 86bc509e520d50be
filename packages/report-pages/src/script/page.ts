// What a page can do with a script. It is read, searched and printed without.
import { addFoldingButton } from './folding.ts';
import { enableLightbox } from './lightbox.ts';
import { enableSearch } from './search.ts';
import { enableSorting } from './sorting.ts';
import { addThemeChoice, applyRememberedTheme } from './theme.ts';

// Before anything is drawn, so that the page does not flash.
applyRememberedTheme();

document.addEventListener('DOMContentLoaded', () => {
  const controls = document.querySelector<HTMLElement>('.controls')!;
  addFoldingButton(controls);
  addThemeChoice(controls);
  for (const table of document.querySelectorAll<HTMLTableElement>('.table table')) {
    enableSorting(table);
    enableSearch(table);
  }
  enableLightbox();
});
