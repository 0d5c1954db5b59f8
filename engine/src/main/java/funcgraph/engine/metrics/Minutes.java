package funcgraph.engine.metrics;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.metric.Bucket;
import funcgraph.domain.metric.Measured;
import funcgraph.domain.metric.Measured.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes minutes, hours and days of what is counted. The running minute is here alone; what is over is handed out once, to be
 * written. On any thread, but not on event loops: it locks.
 */
public final class Minutes {

    /** A function that nobody called for so long makes room for others. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Meters meters;
    private final Labels labels;
    private final Surroundings surroundings;
    private final Map<Subject, Course> courses = new HashMap<>();
    private final Map<Subject, Running> hours = new HashMap<>();
    private final Map<Subject, Running> days = new HashMap<>();
    private Instant minute;

    /** A function, or what is left of a project. */
    private record Subject(String projectId, Optional<FunctionKey> function) {
        static Subject of(FunctionKey function) {
            return new Subject(function.projectId(), Optional.of(function));
        }
    }

    /** How the calls of a subject went on. */
    private static final class Course {
        Reading before = Reading.ZERO;
        Bucket last = Bucket.EMPTY;
        Instant used;
        int workers;
        int reserved;
        int running;

        Course(Instant now) {
            used = now;
        }
    }

    /** A longer span that is not over. */
    private record Running(Instant start, Bucket bucket) {}

    /** Makes the first minute begin. */
    public Minutes(Meters meters, Labels labels, Surroundings surroundings, Instant now) {
        this.meters = meters;
        this.labels = labels;
        this.surroundings = surroundings;
        this.minute = Span.MINUTE.startOf(now);
    }

    /** Looks at what is not told by calls: how many workers there are, and how many calls run. */
    public synchronized void sample(Instant now) {
        var staff = new HashMap<FunctionKey, Integer>();
        surroundings.staff().forEach(crew -> staff.merge(crew.function(), crew.workers(), Integer::sum));
        meters.functions().keySet().forEach(function -> {
            var course = course(Subject.of(function), now);
            course.workers = Math.max(course.workers, staff.getOrDefault(function, 0));
            course.reserved = Math.max(course.reserved, surroundings.reserved(function));
            course.running = Math.max(course.running, surroundings.running(function));
        });
        projects().forEach(project -> {
            var course = course(new Subject(project, Optional.empty()), now);
            course.running = Math.max(course.running, surroundings.running(project));
        });
    }

    private Course course(Subject subject, Instant now) {
        return courses.computeIfAbsent(subject, ignored -> new Course(now));
    }

    private Set<String> projects() {
        var projects = new HashSet<>(meters.rests().keySet());
        meters.functions().keySet().forEach(function -> projects.add(function.projectId()));
        return projects;
    }

    /** What is to be written when a minute is over; empty while it is not. */
    public synchronized List<Measured> closeIfOver(Instant now) {
        return now.isBefore(minute.plusSeconds(Span.MINUTE.seconds())) ? List.of() : close(now);
    }

    /** What is to be written of the minute, over or not; the next one begins. */
    public synchronized List<Measured> close(Instant now) {
        sample(now);
        var closed = new ArrayList<Measured>();
        var projects = new HashMap<String, Bucket>();
        meters.functions().forEach((function, meter) -> {
            var course = course(Subject.of(function), now);
            var reading = meter.reading();
            var bucket = meter.close(course.before, reading, course.workers, course.reserved, course.running);
            course.before = reading;
            if (bucket.calls() + bucket.throttled() > 0) {
                course.used = now;
            }
            course.last = bucket;
            course.workers = 0;
            course.reserved = 0;
            course.running = 0;
            projects.merge(function.projectId(), bucket, Bucket::beside);
            note(closed, Subject.of(function), bucket);
        });
        meters.rests().forEach((project, meter) -> {
            var course = course(new Subject(project, Optional.empty()), now);
            var reading = meter.reading();
            projects.merge(project, meter.close(course.before, reading, 0, 0, 0), Bucket::beside);
            course.before = reading;
        });
        projects.forEach((project, bucket) -> {
            var subject = new Subject(project, Optional.empty());
            var course = course(subject, now);
            note(closed, subject, bucket.withConcurrency(course.running));
            course.running = 0;
        });
        minute = Span.MINUTE.startOf(now);
        forgetOld(now);
        return closed;
    }

    private void note(List<Measured> closed, Subject subject, Bucket bucket) {
        if (bucket.isEmpty()) {
            return;
        }
        closed.add(new Measured(subject.projectId, subject.function, Span.MINUTE, minute, bucket));
        closed.add(longer(hours, subject, Span.HOUR, bucket));
        if (subject.function.isEmpty()) {
            closed.add(longer(days, subject, Span.DAY, bucket));
        }
    }

    private Measured longer(Map<Subject, Running> all, Subject subject, Span span, Bucket bucket) {
        var start = span.startOf(minute);
        var running = Objects.requireNonNull(all.merge(
                subject,
                new Running(start, bucket),
                (so, more) -> so.start.equals(start) ? new Running(start, so.bucket.plus(more.bucket)) : more));
        return new Measured(subject.projectId, subject.function, span, start, running.bucket);
    }

    private void forgetOld(Instant now) {
        hours.values().removeIf(running -> running.start.isBefore(Span.HOUR.startOf(now)));
        if (meters.isFull()) {
            var old = now.minus(FORGOTTEN_AFTER);
            for (var function : List.copyOf(meters.functions().keySet())) {
                var subject = Subject.of(function);
                if (course(subject, now).used.isBefore(old) && surroundings.running(function) == 0) {
                    labels.forget(function, meters.functions().remove(function));
                    courses.remove(subject);
                }
            }
        }
    }

    /** The minute that is not over: of a function, or of a project. */
    public synchronized Measured current(String projectId, Optional<FunctionKey> function) {
        var bucket = function.map(this::current).orElseGet(() -> {
            var sum = Bucket.EMPTY;
            for (var each : meters.functions().keySet()) {
                sum = each.projectId().equals(projectId) ? sum.beside(current(each)) : sum;
            }
            var rest = meters.rests().get(projectId);
            var course = courses.get(new Subject(projectId, Optional.empty()));
            return rest == null ? sum : sum.beside(rest.since(course == null ? Reading.ZERO : course.before, 0, 0, 0));
        });
        return new Measured(projectId, function, Span.MINUTE, minute, bucket);
    }

    private Bucket current(FunctionKey function) {
        var meter = meters.functions().get(function);
        var course = courses.get(Subject.of(function));
        if (meter == null) {
            return Bucket.EMPTY;
        }
        return course == null
                ? meter.since(Reading.ZERO, 0, 0, 0)
                : meter.since(course.before, course.workers, course.reserved, course.running);
    }

    /**
     * A function just now.
     *
     * @param running calls that are not over, and so in none of the other numbers
     * @param minute its last sixty seconds, as near as can be said from the running minute and the one before
     */
    public record Now(
            FunctionKey function, int running, double callsPerSecond, double errorsPerSecond, Bucket minute) {}

    /** The functions of a project that are running or were called in the last sixty seconds, the busiest first. */
    public synchronized List<Now> busiest(String projectId, Instant now, int limit) {
        double elapsed = Math.clamp(Duration.between(minute, now).toMillis() / 1000.0, 0, Span.MINUTE.seconds());
        double share = 1 - elapsed / Span.MINUTE.seconds();
        // A meter begins with a call's end; one whose first call still runs has a worker and no meter.
        var known = new HashSet<>(meters.functions().keySet());
        surroundings.staff().forEach(staff -> known.add(staff.function()));
        return known.stream()
                .filter(function -> function.projectId().equals(projectId))
                .map(function -> now(function, share))
                .filter(function -> function.callsPerSecond > 0 || function.running > 0)
                .sorted(Comparator.comparingDouble(Now::callsPerSecond)
                        .thenComparingInt(Now::running)
                        .reversed())
                .limit(limit)
                .toList();
    }

    /** @param share of the last minute that belongs to the last sixty seconds */
    private Now now(FunctionKey function, double share) {
        var course = courses.get(Subject.of(function));
        var last = course == null ? Bucket.EMPTY : course.last;
        var current = current(function);
        return new Now(
                function,
                surroundings.running(function),
                (current.calls() + last.calls() * share) / Span.MINUTE.seconds(),
                (current.errors() + last.errors() * share) / Span.MINUTE.seconds(),
                current.plus(last));
    }
}
