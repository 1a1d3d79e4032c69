#!/usr/bin/perl
# Runs what comes over a virtio port, any number of commands at once. A line is
# a message, its fields stand between blanks, and text in it is hexadecimal:
#
#   hello                  → hello BOOT-ID          also said when the agent starts
#   run ID SCRIPT          → out ID TEXT, err ID TEXT …, then end ID STATUS
#   signal ID NAME         to the process group of a command
#
# Only what perl-base brings.
use strict;
use warnings;
use Fcntl qw(F_GETFL F_SETFL O_NONBLOCK);
use POSIX qw(:sys_wait_h setsid);

my $port;
# There is one such port; its number depends on what else is plugged in.
until (open $port, '+<', glob('/dev/vport*') // '') { select undef, undef, undef, 0.1 }
binmode $port;

sub say_line {
  my $text = join(' ', @_) . "\n";
  while (length $text) {
    my $written = syswrite $port, $text;
    exit 1 unless defined $written;
    substr($text, 0, $written) = '';
  }
}

sub boot_id {
  open my $file, '<', '/proc/sys/kernel/random/boot_id' or return 'unknown';
  chomp(my $id = <$file>);
  return $id;
}

# By process: { id, out, err }.
my %jobs;

sub run {
  my ($id, $script) = @_;
  pipe my $out, my $out_end or die;
  pipe my $err, my $err_end or die;
  my $pid = fork;
  die unless defined $pid;
  if ($pid == 0) {
    setsid;
    open STDIN, '<', '/dev/null';
    open STDOUT, '>&', $out_end;
    open STDERR, '>&', $err_end;
    $SIG{PIPE} = 'DEFAULT';
    chdir '/root';
    $ENV{HOME} = '/root';
    $ENV{PATH} = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    my $path = "/run/lab.$id";
    open my $file, '>', $path or POSIX::_exit(126);
    print $file pack 'H*', $script;
    close $file;
    exec '/bin/sh', $path or die;
  }
  fcntl $_, F_SETFL, O_NONBLOCK for $out, $err;
  $jobs{$pid} = { id => $id, out => $out, err => $err };
}

# What a pipe holds now. A daemon may keep it open for ever, so its end means nothing.
sub drain {
  my ($job, $which) = @_;
  my $read;
  while ($job->{$which} and $read = sysread $job->{$which}, my $text, 65536) {
    say_line($which, $job->{id}, unpack 'H*', $text);
  }
  # Defined and zero: nobody can write to it any more.
  delete $job->{$which} if defined $read and $job->{$which};
}

sub ended {
  while ((my $pid = waitpid -1, WNOHANG) > 0) {
    my $status = $?;
    my $job = delete $jobs{$pid} or next;
    drain($job, $_) for qw(out err);
    unlink "/run/lab.$job->{id}";
    say_line('end', $job->{id}, $status & 127 ? 128 + ($status & 127) : $status >> 8);
  }
}

sub obey {
  my ($verb, $id, $word) = split / /, shift;
  if ($verb eq 'hello') { say_line('hello', boot_id()) }
  elsif ($verb eq 'run') { run($id, $word) }
  elsif ($verb eq 'signal') {
    for my $pid (keys %jobs) { kill $word, -$pid if $jobs{$pid}{id} eq $id }
  }
}

# A child that ends makes itself heard in the same place as everything else.
pipe my $bell, my $bell_end or die;
fcntl $_, F_SETFL, O_NONBLOCK for $bell, $bell_end;
$SIG{CHLD} = sub { syswrite $bell_end, '.' };

say_line('hello', boot_id());
my $buffer = '';
while (1) {
  my $wanted = '';
  vec($wanted, fileno $_, 1) = 1 for $port, $bell, grep { $_ } map { ($_->{out}, $_->{err}) } values %jobs;
  next unless select(my $ready = $wanted, undef, undef, undef) > 0;
  for my $job (values %jobs) {
    for my $which (qw(out err)) {
      drain($job, $which) if $job->{$which} and vec $ready, fileno $job->{$which}, 1;
    }
  }
  if (vec $ready, fileno $bell, 1) {
    sysread $bell, my $rung, 4096;
    ended();
  }
  next unless vec $ready, fileno $port, 1;
  my $read = sysread $port, $buffer, 65536, length $buffer;
  # Nobody is at the other end for now.
  if (!$read) { select undef, undef, undef, 0.1; next }
  while ($buffer =~ s/^([^\n]*)\n//) { obey($1) }
}
