package main

import "syscall"

// timeError is the kernel's TIME_ERROR: the clock is not synchronised.
const timeError = 5

func synchronised() error {
	state, err := syscall.Adjtimex(&syscall.Timex{})
	if err != nil {
		return err
	}
	if state == timeError {
		return errUnsynchronised
	}
	return nil
}
