import { useT } from '@crm/shared/i18n.tsx';
import { dayKey, momentText } from '@crm/shared/time.ts';
import { isPicture, pictureUrl } from './customer-acts.ts';
import { Avatar } from './people.tsx';
import type { Choice, Message } from './sandbox.ts';

const pause = 5 * 60_000;

interface Properties {
  message: Message;
  before: Message | undefined;
  owner: string;
  onTap(choice: Choice): void;
  onRecall(message: Message): void;
}

export function Bubble({ message, before, owner, onTap, onRecall }: Properties) {
  const t = useT();
  const at = Date.parse(message.at);
  const stamped = !before || at - Date.parse(before.at) > pause || dayKey(at) !== dayKey(Date.parse(before.at));
  const mine = message.from === 'customer';
  return (
    <>
      {stamped && <time className="stamp" dateTime={message.at}>{momentText(message.at, t.locale, Date.now())}</time>}
      {message.from === 'system' || message.kind === 'event' || message.kind === 'recalled'
        ? <p className="stamp">{message.kind === 'recalled' ? t('sandbox.recalled') : message.text}</p>
        : (
          <div className={mine ? 'line mine' : 'line'}>
            <Avatar name={mine ? owner : t('sandbox.brand')} />
            <div className="said">
              <div className="bubble">
                {isPicture(message) ? <img src={pictureUrl(message.corp ?? '', message.text)} alt={t('sandbox.picture')} /> : message.text}
                {message.choices.length > 0 && (
                  <ul className="choices">
                    {message.choices.map((choice) => (
                      <li key={choice.id ?? choice.title}>
                        {choice.url
                          ? <a href={choice.url} target="_blank" rel="noreferrer">{choice.title}</a>
                          : <button type="button" onClick={() => onTap(choice)}>{choice.title}</button>}
                      </li>
                    ))}
                  </ul>
                )}
                {message.tail && <div>{message.tail}</div>}
              </div>
              {mine && <button type="button" className="recall" onClick={() => onRecall(message)}>{t('sandbox.recall')}</button>}
              {message.failed && <span className="failed">{t('sandbox.failed')}</span>}
            </div>
          </div>
        )}
    </>
  );
}
