import {
  directLimits,
  type LinePool,
  openDirect,
  openLinePool,
  pipeliningTransport,
  type Relay,
  relayed,
  type Resolver,
  smtpTransport,
  type Transport,
} from '@hikyaku/delivery';
import type { Log } from '@hikyaku/log';
import type { Config } from './config.ts';

/** Opens the lines on which letters leave, as DELIVERY says: to the relay, or to every domain's own hosts, which `resolver` finds. */
export async function openLines({ way, ehloName }: Config, resolver: Resolver, log: Log): Promise<LinePool> {
  switch (way.kind) {
    case 'relay':
      return openLinePool(relayed(relayTransport(way.relay, ehloName, log)), way.relay.connections);
    case 'direct': {
      const report = (shortfall: string) => log.warn({ shortfall }, 'a receiver’s TLS is not as its policy says');
      const wayOut = await openDirect({ ...way.settings, ehloName }, resolver, report);
      return openLinePool(wayOut, way.connections, directLimits);
    }
  }
}

function relayTransport(relay: Relay, ehloName: string, log: Log): Transport {
  if (relay.client === 'nodemailer') return smtpTransport(relay, ehloName);
  return pipeliningTransport(relay, ehloName, {
    report: (shortfall) => log.warn({ shortfall }, 'tls=required would refuse this relay'),
  });
}
