import { button } from './elements.ts';

/** A button that unfolds everything, then folds it again. Paper shows everything too. */
export function addFoldingButton(controls: HTMLElement): void {
  const all = [...document.querySelectorAll('details')];
  if (all.length === 0) return;
  const isAllOpen = () => all.every(({ open }) => open);
  const toggle = button('Unfold all', () => {
    const open = !isAllOpen();
    for (const details of all) details.open = open;
    update();
  });
  const update = () => {
    toggle.textContent = isAllOpen() ? 'Fold all' : 'Unfold all';
  };
  document.addEventListener('toggle', update, { capture: true });
  controls.append(toggle);
  update();
  unfoldOnPaper(all);
}

function unfoldOnPaper(all: HTMLDetailsElement[]): void {
  let folded: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    folded = all.filter(({ open }) => !open);
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of folded) details.open = false;
  });
}
