const key = 'crm.locale';
const words = {
  'zh-CN': { other: 'English', ready: '● 系统就绪', notReady: '● 系统未就绪' },
  en: { other: '中文', ready: '● System ready', notReady: '● System not ready' },
};

let locale = 'zh-CN';
try {
  if (localStorage.getItem(key) === 'en') locale = 'en';
} catch {
  // Not remembered: Chinese.
}
let ready;
const health = document.getElementById('health');
const button = document.getElementById('language');

function show() {
  document.documentElement.lang = locale;
  for (const section of document.querySelectorAll('[data-lang]')) section.hidden = section.dataset.lang !== locale;
  button.textContent = words[locale].other;
  button.lang = locale === 'en' ? 'zh-CN' : 'en';
  health.textContent = ready === undefined ? '' : words[locale][ready ? 'ready' : 'notReady'];
  health.className = ready ? 'good' : 'bad';
}

button.addEventListener('click', () => {
  locale = locale === 'en' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(key, locale);
  } catch {
    // The choice then lasts as long as the page.
  }
  show();
});

show();
fetch('/health/ready').then((answer) => answer.ok, () => false).then((answer) => { ready = answer; show(); });
