/** The package that speaks SMTP: a part of its own in executables, read when the first mail is sent. */
export { createTransport } from "npm:nodemailer@10.6.0";
