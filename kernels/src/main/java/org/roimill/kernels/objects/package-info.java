/**
 * One labelled object at a time: where objects lie, how well a network's flows fit them, their holes, small ones and
 * those at the image's edge. Objects are worked on in a window around them, so a large image is never whole in memory.
 */
package org.roimill.kernels.objects;
