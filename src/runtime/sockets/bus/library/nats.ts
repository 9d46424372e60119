/** The package that speaks with NATS: a part of its own in executables, read when a bus is opened. */
export { connect, type NatsConnection } from "npm:@nats-io/transport-node@3.4.0";
