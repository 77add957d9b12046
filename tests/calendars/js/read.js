// Prints what ical.js reads of the calendar on standard input, as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    description: event.description,
    start: event.startDate.toString(),
    end: event.endDate.toString(),
    at: event.startDate.toJSDate().toISOString(),
    organizer: event.organizer,
    attendees: event.attendees.length,
    status: component.getFirstPropertyValue("status"),
    alarms: component
      .getAllSubcomponents("valarm")
      .map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds()),
  };
});
const property = (name) => String(calendar.getFirstPropertyValue(name) ?? "");
console.log(
  JSON.stringify({
    method: property("method"),
    name: property("name"),
    refresh: property("refresh-interval"),
    events,
  }),
);
