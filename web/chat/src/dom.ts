type Child = Node | string | null | false | undefined;
type Props = Record<string, string | boolean | ((event: Event) => void) | undefined>;

/** One element: `on…` are listeners, `true` is an attribute without a value, absent ones are left out. */
export function h(tag: string, props: Props = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}
