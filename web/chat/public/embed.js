// One line in a dealer's page draws a button that opens the chat:
//   <script async src="https://crm.example.com/chat/embed.js" data-key="ck_..."></script>
// Optional: data-label, data-color, data-locale, data-side="left".
(() => {
  const script = document.currentScript;
  if (!script || !script.dataset.key) return;
  const { key, label = 'Chat', color = '#0b6a5d', locale, side = 'right' } = script.dataset;
  const home = new URL(script.src).origin;
  const page = new URL('/chat', home);
  page.searchParams.set('key', key);
  if (locale) page.searchParams.set('locale', locale);

  const style = (element, values) => Object.assign(element.style, values);
  const make = (tag, values) => Object.assign(document.createElement(tag), values);
  const button = make('button', { type: 'button', textContent: label });
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-expanded', 'false');
  style(button, {
    position: 'fixed', bottom: '20px', [side === 'left' ? 'left' : 'right']: '20px', zIndex: '2147483000', minHeight: '48px', padding: '0 22px', border: '0',
    borderRadius: '24px', background: color, color: '#fff', font: '16px/1.2 sans-serif', cursor: 'pointer', boxShadow: '0 4px 16px rgb(0 0 0 / 25%)',
  });

  let panel = null;
  let frame = null;

  function build() {
    panel = make('div', {});
    panel.setAttribute('role', 'dialog');
    panel.setAttribute('aria-modal', 'true');
    panel.setAttribute('aria-label', label);
    const close = make('button', { type: 'button', textContent: '\u00d7', onclick: hide });
    close.setAttribute('aria-label', 'Close');
    style(close, { position: 'absolute', top: '-14px', right: '-8px', width: '36px', height: '36px', border: '0', borderRadius: '18px', background: '#1b2530', color: '#fff', font: '20px/1 sans-serif', cursor: 'pointer' });
    frame = make('iframe', { src: page.href, title: label, allow: 'clipboard-write' });
    style(frame, { width: '100%', height: '100%', border: '0', borderRadius: '12px', background: '#f3f5f7' });
    // Tabbing past either end comes back in at the other: while the chat is open the page behind it is out of reach.
    const before = make('span', { tabIndex: 0, onfocus: () => frame.focus() });
    const after = make('span', { tabIndex: 0, onfocus: () => close.focus() });
    panel.append(before, close, frame, after);
    panel.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
    document.body.append(panel);
    fit();
    window.addEventListener('resize', fit);
  }

  /** A phone's whole screen, else a window in the corner. */
  function fit() {
    const small = window.innerWidth < 480 || window.innerHeight < 560;
    style(panel, {
      position: 'fixed', zIndex: '2147483001', boxShadow: '0 10px 40px rgb(0 0 0 / 30%)', borderRadius: '12px', bottom: small ? '0' : '20px',
      left: small ? '0' : side === 'left' ? '20px' : 'auto', right: small ? '0' : side === 'left' ? 'auto' : '20px',
      width: small ? '100%' : '390px', height: small ? 'calc(100% - 20px)' : 'min(680px, calc(100% - 40px))',
    });
  }

  function show() {
    if (!panel) build();
    panel.style.display = 'block';
    button.setAttribute('aria-expanded', 'true');
    frame.focus();
  }

  function hide() {
    panel.style.display = 'none';
    button.setAttribute('aria-expanded', 'false');
    button.focus();
  }

  button.addEventListener('click', show);
  window.addEventListener('message', (event) => {
    if (frame && event.source === frame.contentWindow && event.origin === home && event.data && event.data.type === 'crm-chat-close') hide();
  });
  const ready = () => document.body.append(button);
  if (document.body) ready();
  else document.addEventListener('DOMContentLoaded', ready);
})();
