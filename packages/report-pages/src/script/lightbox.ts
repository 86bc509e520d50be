import { button, element } from './elements.ts';

/** Opens pictures at full size on click or Enter. Arrow keys move through the same gallery. */
export function enableLightbox(): void {
  const figures = [...document.querySelectorAll<HTMLElement>('figure.picture')];
  if (figures.length === 0) return;
  const lightbox = createLightbox();
  for (const figure of figures) {
    const layers = figure.querySelector<HTMLElement>('.layers')!;
    layers.tabIndex = 0;
    layers.role = 'button';
    layers.ariaLabel = `Enlarge: ${titleOf(figure)}`;
    layers.addEventListener('click', () => lightbox.show(figure));
    layers.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      lightbox.show(figure);
    });
  }
}

function createLightbox(): { show(figure: HTMLElement): void } {
  const title = element('h2', { id: 'lightbox-title' });
  const images = element('div', { className: 'images' });
  const position = element('span', { className: 'position' });
  const step = (distance: number) => {
    const next = neighbours[neighbours.indexOf(shown!) + distance];
    if (next) fill(next);
  };
  const previous = button('Previous', () => step(-1));
  const following = button('Next', () => step(1));
  const close = button('Close', () => dialog.close());
  const buttons = element('div', { className: 'buttons' }, previous, position, following, close);
  const dialog = element('dialog', { id: 'lightbox' }, title, images, buttons);
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.tabIndex = -1;

  let neighbours: HTMLElement[] = [];
  let shown: HTMLElement | undefined;
  const fill = (figure: HTMLElement) => {
    shown = figure;
    title.replaceChildren(titleOf(figure));
    images.replaceChildren(...enlarged(figure));
    const place = neighbours.indexOf(figure);
    previous.disabled = place === 0;
    following.disabled = place === neighbours.length - 1;
    position.textContent = neighbours.length > 1 ? `${place + 1} of ${neighbours.length}` : '';
    previous.hidden = following.hidden = neighbours.length < 2;
  };

  dialog.addEventListener('keydown', ({ key, target }) => {
    if (target instanceof HTMLInputElement) return;
    if (key === 'ArrowLeft') step(-1);
    if (key === 'ArrowRight') step(1);
  });
  // A click beside the contents hits the dialog itself.
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  document.body.append(dialog);

  return {
    show(figure) {
      const gallery = figure.closest('.gallery') ?? figure;
      neighbours =
        gallery === figure ? [figure] : [...gallery.querySelectorAll<HTMLElement>('figure.picture')];
      fill(figure);
      dialog.showModal();
      // Otherwise the slider would receive the arrow keys.
      dialog.focus();
    },
  };
}

/** Makes each layer with its name, and once more the overlay over the first layer. */
function enlarged(figure: HTMLElement): HTMLElement[] {
  const layers = [...figure.querySelectorAll('img')];
  const figures = layers.map((layer) => named(copyOf(layer), layer.dataset.label!));
  const overlay = layers.find((layer) => 'overlay' in layer.dataset);
  if (layers[0] && overlay) figures.push(overlaid(layers[0], overlay));
  return figures;
}

function overlaid(below: HTMLImageElement, above: HTMLImageElement): HTMLElement {
  const over = copyOf(above);
  const strength = element('input', { type: 'range', min: '0', max: '100', value: '50' });
  strength.ariaLabel = `Strength of: ${above.dataset.label}`;
  const update = () => {
    over.style.opacity = `${Number(strength.value) / 100}`;
  };
  strength.addEventListener('input', update);
  update();
  const stack = element('div', { className: 'stack' }, copyOf(below), over);
  const figure = named(stack, `${above.dataset.label} over ${below.dataset.label!.toLowerCase()}`);
  figure.append(strength);
  return figure;
}

function named(shown: HTMLElement, label: string): HTMLElement {
  return element('figure', {}, shown, element('figcaption', {}, label));
}

function copyOf(image: HTMLImageElement): HTMLImageElement {
  const { src, alt, width, height } = image;
  const copy = element('img', { src, alt });
  copy.width = Number(image.getAttribute('width')) || width;
  copy.height = Number(image.getAttribute('height')) || height;
  return copy;
}

function titleOf(figure: HTMLElement): string {
  return figure.querySelector('figcaption')!.textContent!;
}
