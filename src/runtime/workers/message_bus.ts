/** Messages between the workers of a process. */

/** On the channel. */
interface Message {
  readonly topic: string;
  readonly message: unknown;
}

type Receive = (message: unknown) => void;

/** All workers that open the same name hear each other, and nobody themselves. */
export class MessageBus {
  readonly #channel: BroadcastChannel;
  readonly #receivers = new Map<string, Set<Receive>>();

  constructor(name: string) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => {
      for (const receive of [...this.#receivers.get(data.topic) ?? []]) receive(data.message);
    };
  }

  broadcast(topic: string, message: unknown): void {
    const content: Message = { topic, message };
    this.#channel.postMessage(content);
  }

  subscribe(topic: string, receive: Receive): () => void {
    const receivers = this.#receivers.get(topic) ?? new Set();
    this.#receivers.set(topic, receivers.add(receive));
    return () => {
      receivers.delete(receive);
      if (receivers.size === 0) this.#receivers.delete(topic);
    };
  }

  close(): void {
    this.#channel.close();
  }
}
