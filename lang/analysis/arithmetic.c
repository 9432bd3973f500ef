/* Arithmetic that may fault: overflow and division by zero. */
#include "lang/analysis/analysis.h"

void
analyse_arithmetic(struct analysis *a)
{
    (void)a;
}
