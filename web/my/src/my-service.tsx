import { ApiError } from '@crm/shared/api.ts';
import { remedy } from '@crm/shared/errors.ts';
import { useSetLocale, useT } from '@crm/shared/i18n.tsx';
import { useEffect } from 'react';
import { Complaints, TestDrives } from './matters.tsx';
import { Consents } from './consents.tsx';
import { Dealers } from './dealers.tsx';
import { Promises } from './promises.tsx';
import { usePage } from './use-page.ts';

export function MyService() {
  const t = useT();
  const setLocale = useSetLocale();
  const { page, error, busy, change } = usePage();
  const locale = page?.locale;
  useEffect(() => { if (locale) setLocale(locale); }, [locale, setLocale]);
  useEffect(() => { document.title = t('my.title'); }, [t]);

  if (!page) return <Closed error={error} />;
  const other = t.locale === 'en' ? 'zh-CN' : 'en';
  return (
    <main aria-busy={busy}>
      <header>
        <div>
          <h1>{t('my.title')}</h1>
          <p className="muted">{[page.name, page.phone].filter(Boolean).join(' · ')}</p>
        </div>
        <button type="button" className="quiet" lang={other} onClick={() => void change('/locale', { locale: other })}>{t('my.otherLanguage')}</button>
      </header>
      {error != null && <p className="trouble" role="alert">{remedy(error, t)}</p>}
      <Promises page={page} busy={busy} change={change} />
      <TestDrives items={page.testDrives} />
      <Complaints items={page.complaints} />
      <Dealers page={page} busy={busy} change={change} />
      <Consents items={page.consents} busy={busy} change={change} />
      <footer className="muted small">{t('my.footer')}</footer>
    </main>
  );
}

/** Nothing can be shown: still on the way, the link is no longer good, or there is no network. */
function Closed({ error }: { error: unknown }) {
  const t = useT();
  if (error == null) return <main className="closed" aria-busy="true"><p className="muted">{t('my.opening')}</p></main>;
  const gone = error instanceof ApiError && (error.status === 401 || error.status === 410);
  return (
    <main className="closed">
      <h1>{t(gone ? 'my.closedTitle' : 'my.troubleTitle')}</h1>
      <p>{gone ? t('my.closedNext') : remedy(error, t)}</p>
      {!gone && <button type="button" className="main" onClick={() => window.location.reload()}>{t('my.again')}</button>}
    </main>
  );
}
