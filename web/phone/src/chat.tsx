import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { useEffect, useRef, useState } from 'react';
import { Bubble } from './bubble.tsx';
import { Codes } from './codes.tsx';
import { recallMessage, sendPicture } from './customer-acts.ts';
import { drawPicture } from './picture.ts';
import { scanCode, sendMessage } from './sandbox.ts';
import type { Choice, Customer, Message } from './sandbox.ts';

export function Chat({ customer, messages, live }: { customer: Customer; messages: Message[]; live: boolean }) {
  const t = useT();
  const [text, setText] = useState('');
  const [scanning, setScanning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => { end.current?.scrollIntoView({ block: 'end' }); }, [messages]);

  const run = (work: Promise<unknown>, onDone?: () => void) => work.then(() => { setError(null); onDone?.(); }, setError);
  const send = () => {
    const words = text.trim();
    if (words !== '') void run(sendMessage(customer.id, words), () => setText(''));
  };
  const tap = (choice: Choice) => { if (choice.id) void run(sendMessage(customer.id, choice.title, choice.id)); };

  const takeBack = (message: Message) => void run(recallMessage(customer.id, message.id));
  const show = (file: File | undefined) => { if (file) void run(sendPicture(customer.id, file)); };
  const draw = () => void run(drawPicture().then((picture) => sendPicture(customer.id, picture)));

  return (
    <section className="screen">
      <header className="bar">
        <h2>{t('sandbox.brand')}</h2>
        <span className="bar-note"><i className={live ? 'live' : ''} aria-hidden />{customer.name}</span>
      </header>
      <div className="scroll talk" role="log" aria-label={t('sandbox.chat')}>
        {messages.length === 0 && <p className="hint">{t('sandbox.firstHint')}</p>}
        {messages.map((message, index) => <Bubble key={message.seq} message={message} before={messages[index - 1]} owner={customer.name} onTap={tap} onRecall={takeBack} />)}
        <div ref={end} />
      </div>
      {error !== null && <p className="phone-error" role="alert">{remedy(error, t)}</p>}
      {scanning && <Codes customerId={customer.id} onDone={() => setScanning(false)} />}
      {scanning && (
        <div className="pictures">
          <button type="button" className="plain" onClick={draw}>{t('sandbox.drawPicture')}</button>
          <label className="plain">{t('sandbox.pickPicture')}<input type="file" accept="image/png,image/jpeg" onChange={(event) => show(event.target.files?.[0])} /></label>
        </div>
      )}
      {scanning && <Scan onClose={() => setScanning(false)} onScan={(state) => void run(scanCode(customer.id, state), () => setScanning(false))} />}
      <form className="composer" onSubmit={(event) => { event.preventDefault(); send(); }}>
        <button type="button" className="round" title={t('sandbox.scan')} aria-label={t('sandbox.scan')} aria-expanded={scanning} onClick={() => setScanning(!scanning)}>
          <svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" aria-hidden="true">
            <path d="M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M3 10h14" />
          </svg>
        </button>
        <input value={text} maxLength={2000} autoComplete="off" aria-label={t('sandbox.write')} placeholder={t('sandbox.write')} onChange={(event) => setText(event.target.value)} />
        <button type="submit" className="send" disabled={text.trim() === ''}>{t('reply.send')}</button>
      </form>
    </section>
  );
}

/** A code is only its text here: the contact way's state. */
function Scan({ onScan, onClose }: { onScan(state: string): void; onClose(): void }) {
  const t = useT();
  const [state, setState] = useState('autoshow-2026-a12');
  return (
    <form className="scan" onSubmit={(event) => { event.preventDefault(); if (state.trim() !== '') onScan(state.trim()); }}>
      <label htmlFor="scan-state">{t('sandbox.scanLabel')}</label>
      <div className="scan-row">
        <input id="scan-state" value={state} maxLength={30} autoFocus onChange={(event) => setState(event.target.value)} onKeyDown={(event) => { if (event.key === 'Escape') onClose(); }} />
        <button type="submit" className="send" disabled={state.trim() === ''}>{t('sandbox.scan')}</button>
      </div>
    </form>
  );
}
